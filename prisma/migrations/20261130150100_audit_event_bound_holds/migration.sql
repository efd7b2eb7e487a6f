-- Reads all events; others go on reading and writing meanwhile.
ALTER TABLE audit_event VALIDATE CONSTRAINT audit_event_bound;
