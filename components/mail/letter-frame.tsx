/**
 * Shows a mail's HTML as a mail program would: in a frame of its own that runs no scripts, sends no forms, and whose
 * links open in the window around it.
 */
export function LetterFrame({ title, html }: { title: string; html: string }) {
  return (
    <iframe
      className="block h-160 w-full border border-line"
      title={title}
      srcDoc={html}
      sandbox="allow-top-navigation-by-user-activation"
    />
  );
}
