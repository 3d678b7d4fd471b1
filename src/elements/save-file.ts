/** Hands a person a file that was made in the page. Nothing is sent anywhere. */
export const saveFile = (name: string, type: string, content: string): void => {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  // Safari reads the address only after the task of the press.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 1_000);
};
