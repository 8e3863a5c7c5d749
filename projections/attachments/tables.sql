-- Files that go with a directive, a recorded document, a report, or a report that cites no directive;
-- and with a state of a draft, which begins at the row's position. One file may go with several: who
-- sees one of them sees the file.
CREATE TABLE attachment (
    attachment_id uuid     NOT NULL,
    position      bigint   NOT NULL,
    ordinal       smallint NOT NULL,
    owner         text     NOT NULL CHECK (owner IN ('DIRECTIVE', 'DRAFT', 'REPORT', 'RECORDED_REPORT')),
    owner_id      uuid     NOT NULL,
    name          text     NOT NULL,
    media_type    text     NOT NULL,
    size          bigint   NOT NULL,
    sha256        text     NOT NULL,
    PRIMARY KEY (attachment_id, position)
);
CREATE INDEX attachment_owner ON attachment (owner_id, owner, position, ordinal);
