import { Icon } from "@/components/ui/icon";

type Props = {
  legend: string;
  hint?: string;
  error: string | undefined;
  countries: readonly { code: string; name: string }[];
  /** Says of a country whether it is ticked as the form is drawn. */
  isTicked: (code: string) => boolean;
};

/** The countries a reseller serves, one box each; the form sends `country-UA` for a ticked one. */
export function CountryBoxes({ legend, hint, error, countries, isTicked }: Props) {
  const ids = [hint ? "countries-hint" : "", error ? "countries-error" : ""].filter(Boolean).join(" ");
  return (
    <fieldset
      id="countries"
      tabIndex={-1}
      className={error ? "field bad" : "field"}
      aria-describedby={ids || undefined}
    >
      <legend className="label">{legend}</legend>
      {hint ? (
        <p className="hint" id="countries-hint">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p className="err" id="countries-error">
          <Icon name="octa" />
          {error}
        </p>
      ) : null}
      <div className="boxes">
        {countries.map(({ code, name }) => (
          <label key={code} className="check">
            <input className="tick" type="checkbox" name={`country-${code}`} defaultChecked={isTicked(code)} />
            <span>{name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
