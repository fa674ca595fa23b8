// What `cargo xtask bench` measures beside the app: the editor with the fastest view of long
// texts, and the annotation library that paints as the app does. Each opens a text with
// annotations as [start, end] in UTF-16 units, and adds one more.
import { EditorState, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView } from '@codemirror/view';
import { createTextAnnotator } from '@recogito/text-annotator';

// The frame that shows what was just done.
const shown = () => new Promise((go) => requestAnimationFrame(() => setTimeout(go)));

const timed = async (act) => {
  await shown();
  const start = performance.now();
  act();
  await shown();
  return performance.now() - start;
};

const box = () => {
  document.body.replaceChildren();
  const box = document.body.appendChild(document.createElement('div'));
  box.style.cssText = 'height: 90vh; overflow: auto; font: 18px/1.78 serif';
  return box;
};

const paragraphs = (parent, text, style) => {
  for (const words of text.split('\n')) {
    const p = parent.appendChild(document.createElement('p'));
    p.style.cssText = `white-space: pre-wrap; ${style}`;
    p.textContent = words + '\n';
  }
};

// The floor: the same text, and nothing else.
const plain = () => {
  let parent;
  return {
    open: (text) => timed(() => paragraphs((parent = box()), text, '')),
    scroller: () => parent,
  };
};

const codemirror = () => {
  const add = StateEffect.define();
  const mark = Decoration.mark({ class: 'mark' });
  let view;
  return {
    open: (text, annotations) =>
      timed(() => {
        const field = StateField.define({
          create: () => Decoration.set(annotations.map((it) => mark.range(...it)), true),
          update: (marks, step) =>
            step.effects.reduce(
              (all, it) => (it.is(add) ? all.update({ add: [mark.range(...it.value)] }) : all),
              marks.map(step.changes),
            ),
          provide: (it) => EditorView.decorations.from(it),
        });
        const parent = box();
        const state = EditorState.create({ doc: text, extensions: [field, EditorView.lineWrapping] });
        view = new EditorView({ state, parent });
        view.dom.style.height = '90vh';
      }),
    edit: (span) => timed(() => view.dispatch({ effects: add.of(span) })),
    scroller: () => view.scrollDOM,
  };
};

const recogito = () => {
  let number = 0;
  let text = '';
  let annotator;
  let parent;
  const annotation = ([start, end]) => {
    const id = `a${number++}`;
    const selector = [{ quote: text.slice(start, end), start, end }];
    return { id, bodies: [], target: { annotation: id, selector } };
  };
  return {
    open: (words, annotations) => {
      text = words;
      parent = box();
      // It annotates what is in the page already.
      const holder = parent.appendChild(document.createElement('div'));
      paragraphs(holder, text, '');
      return timed(() => {
        annotator = createTextAnnotator(holder, { renderer: 'CSS_HIGHLIGHTS' });
        annotator.setAnnotations(annotations.map(annotation));
      });
    },
    edit: (span) => timed(() => annotator.addAnnotation(annotation(span))),
    scroller: () => parent,
  };
};

window.peers = { plain, codemirror, recogito };

// Opens, edits and scrolls one of them.
window.measure = async (name, text, annotations, edits) => {
  const peer = window.peers[name]();
  const result = { open: await peer.open(text, annotations), edits: [], frames: [] };
  for (const span of peer.edit ? edits : []) result.edits.push(await peer.edit(span));
  const scroller = peer.scroller();
  let last = performance.now();
  for (let at = 0; at < 100; at++) {
    scroller.scrollTop += 400;
    await new Promise((go) => requestAnimationFrame(go));
    result.frames.push(performance.now() - last);
    last = performance.now();
  }
  return result;
};
