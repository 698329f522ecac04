/** Languages under their own names, which need no translation. */
export const languageOptions = [
  { value: "en", label: "English" },
  { value: "uk", label: "Українська" },
];
