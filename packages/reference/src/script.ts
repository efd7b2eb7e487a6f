/** Runs in the reader's browser: copies samples, and searches the index. Pages do without it. */
export const script = `
for (const button of document.querySelectorAll('button.copy')) {
  button.hidden = false;
  button.addEventListener('click', () => {
    const text = button.closest('figure').querySelector('code').textContent;
    navigator.clipboard.writeText(text).then(() => {
      button.textContent = 'Copied';
      setTimeout(() => { button.textContent = 'Copy'; }, 2000);
    });
  });
}
const search = document.getElementById('search');
if (search) {
  const found = document.getElementById('found');
  const entries = [...document.querySelectorAll('.operations > li')];
  search.closest('p').hidden = false;
  const filter = () => {
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let count = 0;
    for (const entry of entries) {
      const text = entry.textContent.toLowerCase();
      entry.hidden = !words.every((word) => text.includes(word));
      if (!entry.hidden) count++;
    }
    for (const section of document.querySelectorAll('main > section')) {
      section.hidden = !section.querySelector('li:not([hidden])');
    }
    found.textContent = words.length === 0 ? '' : count === 1 ? '1 operation' : count + ' operations';
  };
  search.addEventListener('input', filter);
  if (search.value) filter();
}
`;
