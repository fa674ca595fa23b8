// Notices what runs that should not: what the tests' own words call, what others' call, and elements
// and attributes that only markup of others can have brought in.
(() => {
  if (window.canary) return;
  const ran = [];
  window.executed = (...all) => ran.push(`executed ${all.join(' ')}`);
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) {
    window[name] = (...all) => void ran.push(`${name} ${all.join(' ').slice(0, 80)}`);
  }
  const known = new Set(document.querySelectorAll('*'));
  const strange = new Set(['animate', 'audio', 'base', 'embed', 'frame', 'iframe', 'image', 'img',
    'link', 'marquee', 'math', 'meta', 'object', 'script', 'set', 'source', 'style', 'track', 'video', 'x-y']);
  const leads = /^(href|src|srcset|action|formaction|srcdoc|data|xlink:href|poster|background)$/i;
  const ours = (it) => it.localName === 'script' && it.src.startsWith(location.origin) && !it.textContent;
  window.canary = {
    sweep() {
      for (const it of document.querySelectorAll('*')) {
        if (known.has(it)) continue;
        if (strange.has(it.localName) && !ours(it)) ran.push(`became <${it.localName}>: ${it.outerHTML.slice(0, 120)}`);
        for (const { name, value } of it.attributes) {
          if (/^on/i.test(name)) ran.push(`became ${name} of <${it.localName}>`);
          if (name === 'style' && /url|expression|import/i.test(value)) ran.push(`became a style: ${value.slice(0, 80)}`);
          if (leads.test(name) && !ours(it) && !/^(#|https?:\/\/|blob:)/i.test(value)) {
            ran.push(`became ${name}=${value.slice(0, 80)} of <${it.localName}>`);
          }
        }
      }
      return ran.splice(0);
    },
  };
})();
