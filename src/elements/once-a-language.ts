/** Makes one for each language and keeps it: of what `Intl` has to give, a browser takes milliseconds for each. */
export const onceALanguage = <Made>(make: (language: string) => Made): ((language: string) => Made) => {
  const made = new Map<string, Made>();
  return (language) => {
    const known = made.get(language) ?? make(language);
    made.set(language, known);
    return known;
  };
};
