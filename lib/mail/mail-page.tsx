import { Body, Button, Container, Head, Heading, Html, Link, Preview, Section, Text } from "react-email";

export type MailContent = {
  locale: string;
  product: string;
  title: string;
  paragraphs: string[];
  /** Facts as rows under the sentences. */
  facts: { id: number; text: string }[];
  code: string | null;
  button: MailLink | null;
  foot: MailFoot;
};

type MailLink = { label: string; href: string };

/** Why and to whom the mail went, and how to get no more of its kind. */
export type MailFoot = { lines: string[]; links: MailLink[] };

const ink = "#141c23";
const font = "Geist, system-ui, 'Segoe UI', Arial, sans-serif";

/** The one layout of all mails: ink head with a yellow rule, title, sentences, at most one button, foot. Light only. */
export function MailPage({ locale, product, title, paragraphs, facts, code, button, foot }: MailContent) {
  return (
    <Html lang={locale}>
      <Head />
      <Preview>{paragraphs[0] ?? title}</Preview>
      <Body style={{ margin: 0, background: "#eceff1", color: "#121a20", fontFamily: font }}>
        <Container style={{ maxWidth: "600px", background: "#ffffff", border: "1px solid #d3dadf" }}>
          <Section style={{ background: ink, padding: "14px 24px", borderBottom: "4px solid #ffd21f" }}>
            <Text style={{ margin: 0, color: "#f1f4f6", fontSize: "14px", fontWeight: 600 }}>{product}</Text>
          </Section>
          <Section style={{ padding: "24px" }}>
            <Heading as="h1" style={{ margin: "0 0 12px", fontSize: "22px", lineHeight: "28px" }}>
              {title}
            </Heading>
            {paragraphs.map((paragraph) => (
              <Text key={paragraph} style={{ margin: "0 0 16px", fontSize: "16px", lineHeight: "24px" }}>
                {paragraph}
              </Text>
            ))}
            {facts.map(({ id, text }) => (
              <Text
                key={id}
                style={{
                  margin: 0,
                  padding: "9px 0",
                  borderTop: "1px solid #d3dadf",
                  fontSize: "14px",
                  lineHeight: "20px",
                }}
              >
                {text}
              </Text>
            ))}
            {code ? (
              <Text style={{ margin: "0 0 16px", fontSize: "28px", letterSpacing: "4px", fontFamily: "monospace" }}>
                {code}
              </Text>
            ) : null}
            {button ? (
              <Button
                href={button.href}
                target="_top"
                style={{
                  background: "#0a5866",
                  color: "#ffffff",
                  padding: "12px 22px",
                  borderRadius: "3px",
                  marginTop: facts.length > 0 ? "16px" : "0",
                }}
              >
                {button.label}
              </Button>
            ) : null}
          </Section>
          <Foot {...foot} />
        </Container>
      </Body>
    </Html>
  );
}

const small = { margin: 0, color: "#4a5660", fontSize: "13px", lineHeight: "20px" };

function Foot({ lines, links }: MailFoot) {
  return (
    <Section style={{ background: "#f5f7f8", padding: "16px 24px", borderTop: "1px solid #d3dadf" }}>
      {lines.map((line) => (
        <Text key={line} style={small}>
          {line}
        </Text>
      ))}
      {links.length > 0 ? (
        <Text style={{ ...small, marginTop: "4px" }}>
          {links.map(({ label, href }) => (
            <Link key={href} href={href} target="_top" style={{ color: "#0a5866", marginRight: "16px" }}>
              {label}
            </Link>
          ))}
        </Text>
      ) : null}
    </Section>
  );
}
