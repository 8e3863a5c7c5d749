"use strict";
// GraphiQL for this server: who asks is picked above, and nothing of it is kept anywhere.

async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let held = "";
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const blocks = (held + value).split("\n\n");
      held = blocks.pop();
      for (const block of blocks) {
        const data = block.split("\n").filter((line) => line.startsWith("data:"));
        const text = data.map((line) => line.slice(5).trim()).join("\n");
        if (text) yield JSON.parse(text);
      }
    }
  } finally {
    await reader.cancel();
  }
}

function asker(token) {
  return async (operation, options) => {
    const response = await fetch("/graphql", {
      method: "POST",
      headers: {
        accept: "application/graphql-response+json, text/event-stream",
        "content-type": "application/json",
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(options && options.headers),
      },
      body: JSON.stringify(operation),
    });
    const streams = response.headers.get("content-type").startsWith("text/event-stream");
    return streams ? events(response) : response.json();
  };
}

function forgetful() {
  const kept = new Map();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
    clear: () => kept.clear(),
    get length() { return kept.size; },
  };
}

(async () => {
  const { people, examples } = await (await fetch("/explorer/people.json")).json();
  const [person, token, example] = ["person", "token", "example"].map((id) => document.getElementById(id));
  people.forEach(({ subject, what }, i) => person.add(new Option(`${subject}: ${what}`, i)));
  examples.forEach(({ name }, i) => example.add(new Option(name, i)));
  person.add(new Option("the bearer of another token", ""));
  example.add(new Option("none", ""));
  const root = ReactDOM.createRoot(document.getElementById("explorer"));
  let shown = 0;
  const show = () => {
    shown += 1;
    const chosen = examples[example.value];
    root.render(React.createElement(GraphiQL, {
      key: shown,
      fetcher: asker(token.value.trim()),
      storage: forgetful(),
      query: chosen ? chosen.query : "{ viewer { subject } }",
      shouldPersistHeaders: false,
    }));
  };
  const pick = () => {
    token.value = person.value === "" ? "" : people[person.value].token;
    show();
  };
  person.onchange = pick;
  token.onchange = show;
  example.onchange = () => {
    const chosen = examples[example.value];
    const who = people.findIndex(({ subject }) => chosen && subject === chosen.subject);
    if (who >= 0) person.value = who;
    pick();
  };
  example.onchange();
})();
