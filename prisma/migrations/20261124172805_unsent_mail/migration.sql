-- Hand-written: the worker looks for mails that did not go out.
CREATE INDEX mail_message_unsent ON mail_message (created_at) WHERE sent_at IS NULL;
