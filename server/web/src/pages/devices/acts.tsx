// SPDX-License-Identifier: EUPL-1.2
// What IT security does with a computer. What cannot be taken back asks once more, and says what happens
// before it does.
import { Button } from "@midas-ds/components";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { useLocation } from "wouter";
import { ApiProblem } from "../../api/client";
import { useTexts } from "../../texts/texts";
import { lifecycles } from "./facts";
import { type Device, useLifecycle, useLoss, useRevocation } from "./one_queries";
import { useReason } from "./person";

export function Acts({ device }: { device: Device }) {
  const { text } = useTexts();
  const [asked, ask] = useState<"loss" | "revoke" | null>(null);
  const close = () => ask(null);
  return (
    <section aria-labelledby="acts" className="no-print">
      <h2 id="acts">{text("device.acts.title")}</h2>
      {!(device.lifecycle === "lost" && device.revoked_at) && (
        <div className="device-act">
          <h3>{text("device.loss.title")}</h3>
          <p>{text("device.loss.lead")}</p>
          <Button variant="danger" onPress={() => ask("loss")}>
            {text("device.loss.button")}
          </Button>
        </div>
      )}
      <Lifecycle device={device} />
      {!device.revoked_at && (
        <div className="device-act">
          <h3>{text("device.revoke.button")}</h3>
          <p>{text("device.revoke.lead")}</p>
          <Button variant="secondary" onPress={() => ask("revoke")}>
            {text("device.revoke.button")}
          </Button>
        </div>
      )}
      {asked === "loss" && <LossDialog device={device} close={close} />}
      {asked === "revoke" && <RevokeDialog device={device} close={close} />}
    </section>
  );
}

/** Why an act did not happen, or nothing. */
function NotDone({ error }: { error: Error | null }) {
  const { text } = useTexts();
  if (!error) return null;
  return (
    <p role="alert" className="missing">
      {text("device.acts.failed", { code: error instanceof ApiProblem ? error.code : error.name })}
    </p>
  );
}

function Lifecycle({ device }: { device: Device }) {
  const { text } = useTexts();
  const [wished, wish] = useState(device.lifecycle);
  const lifecycle = useLifecycle(device.id);
  return (
    <div className="device-act">
      <h3>{text("device.acts.lifecycle")}</h3>
      <div className="buttons">
        <label>
          <span className="visually-hidden">{text("device.acts.lifecycle")}</span>
          <select
            value={wished}
            onChange={(event) => wish(lifecycles.find((one) => one === event.target.value) ?? wished)}
          >
            {lifecycles.map((one) => (
              <option key={one} value={one}>
                {text(`devices.lifecycle.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <Button
          variant="secondary"
          isDisabled={wished === device.lifecycle || lifecycle.isPending}
          onPress={() => lifecycle.mutate(wished)}
        >
          {text("device.acts.lifecycle.save")}
        </Button>
      </div>
      <p role="status" className="note">
        {lifecycle.isSuccess && text("device.acts.saved")}
      </p>
      <NotDone error={lifecycle.error} />
    </div>
  );
}

/** The browser's own dialog: keyboard, focus and Escape are the browser's. */
function Ask(props: { title: string; close: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog ref={dialog} className="ask" aria-labelledby={title} onClose={props.close}>
      <h2 id={title}>{props.title}</h2>
      {props.children}
    </dialog>
  );
}

function LossDialog({ device, close }: { device: Device; close: () => void }) {
  const { text } = useTexts();
  const [, go] = useLocation();
  const [how, setHow] = useState<"stolen" | "lost">("stolen");
  const { field, take } = useReason();
  const loss = useLoss(device.id);
  const confirm = () => {
    const reason = take();
    if (reason === null) return;
    loss.mutate(how, { onSuccess: () => go(`/datorer/${device.id}/forlust`, { state: { reason } }) });
  };
  const happens = ["revoked", "finding", "for_ever", "not", "log"] as const;
  return (
    <Ask title={text("device.loss.dialog", { name: device.host_name ?? device.id })} close={close}>
      <p>{text("device.loss.what")}</p>
      <ul className="bullets">
        {happens.map((one) => (
          <li key={one}>{text(`device.loss.what.${one}`)}</li>
        ))}
      </ul>
      <fieldset>
        <legend>{text("device.loss.how")}</legend>
        {(["stolen", "lost"] as const).map((one) => (
          <label key={one} className="choice">
            <input type="radio" name="how" checked={how === one} onChange={() => setHow(one)} />
            {text(`device.loss.how.${one}`)}
          </label>
        ))}
      </fieldset>
      {field}
      <NotDone error={loss.error} />
      <div className="buttons">
        <Button variant="danger" isDisabled={loss.isPending} onPress={confirm}>
          {text("device.loss.confirm")}
        </Button>
        <Button variant="secondary" onPress={close}>
          {text("device.loss.cancel")}
        </Button>
      </div>
    </Ask>
  );
}

function RevokeDialog({ device, close }: { device: Device; close: () => void }) {
  const { text } = useTexts();
  const { field, take } = useReason();
  const revocation = useRevocation(device.id);
  const confirm = () => {
    const reason = take();
    if (reason !== null) revocation.mutate(reason, { onSuccess: close });
  };
  return (
    <Ask title={text("device.revoke.dialog", { name: device.host_name ?? device.id })} close={close}>
      <p>{text("device.revoke.lead")}</p>
      {field}
      <NotDone error={revocation.error} />
      <div className="buttons">
        <Button variant="danger" isDisabled={revocation.isPending} onPress={confirm}>
          {text("device.revoke.confirm")}
        </Button>
        <Button variant="secondary" onPress={close}>
          {text("device.loss.cancel")}
        </Button>
      </div>
    </Ask>
  );
}
