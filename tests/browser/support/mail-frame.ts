/**
 * What the browser tells beside the frame of a mail, in which nobody may run scripts and to which nobody may write: not the
 * driver, and not axe, which asks every frame for its part. Of axe it tells only where the frame stood already.
 */
export const mailFrameNoise = /Blocked script execution in 'about:srcdoc'|recipient window's origin \('null'\)/;
