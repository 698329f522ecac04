/** Where people reach Technical Support, as every page's help and every mail's foot tell it. */
export const supportAddress = "support@portal.example";
