// SPDX-License-Identifier: EUPL-1.2
// What employees say about their computers and wait for an answer to, for IT security: asked for when
// somebody opens it, because it names people and each look is written down. No verdict of a day is in it.
import { Button } from "@midas-ds/components";
import { useSearchParams } from "wouter";
import { Failed, Loading } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import { parseAct } from "./facts";
import { AnswerDialog, Thread } from "./objections";
import "./people.css";
import { useObjections } from "./queries";

export function Inbox() {
  const { text } = useTexts();
  const [search, setSearch] = useSearchParams();
  const set = (changes: Record<string, string | null>) =>
    setSearch((before) => {
      for (const [key, value] of Object.entries(changes)) {
        if (value === null) before.delete(key);
        else before.set(key, value);
      }
      return before;
    });
  const open = search.get("inbox") !== null;
  return (
    <section aria-labelledby="inbox" className="no-print">
      <div className="section-head">
        <h2 id="inbox">{text("inbox.title")}</h2>
        <Button size="medium" variant="secondary" onPress={() => set({ inbox: open ? null : "1", act: null })}>
          {text(open ? "inbox.hide" : "inbox.show")}
        </Button>
      </div>
      <p>{text("inbox.lead")}</p>
      {open && <Waiting act={search.get("act")} answer={(id) => set({ act: id === null ? null : `answer@${id}` })} />}
    </section>
  );
}

function Waiting(props: { act: string | null; answer: (id: string | null) => void }) {
  const { text, dayLong } = useTexts();
  const all = useObjections("it_security");
  if (all.error) return <Failed error={all.error} page={text("inbox.title")} retry={() => void all.refetch()} level="part" />;
  if (!all.data) return <Loading lines={2} />;
  const waiting = all.data.filter((one) => one.state === "open").sort((a, b) => a.made_on.localeCompare(b.made_on));
  if (waiting.length === 0) return <p>{text("inbox.none")}</p>;
  const doing = parseAct(props.act, ["answer"]);
  const answering = waiting.find((one) => one.id === doing?.id);
  return (
    <>
      {waiting.map((one) => (
        <div key={one.id} className="thread-of-day">
          <p>
            <strong>{dayLong(one.date)}</strong>
          </p>
          <Thread role="it_security" objection={one} />
          <Button size="medium" onPress={() => props.answer(one.id)}>
            {text("people.answer.action")}
          </Button>
        </div>
      ))}
      {answering && <AnswerDialog role="it_security" objection={answering} close={() => props.answer(null)} />}
    </>
  );
}
