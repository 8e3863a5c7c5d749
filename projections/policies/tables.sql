-- Standing rules of units, each in force in (from_position, to_position] for reaches there.
CREATE TABLE policy_version (
    unit_id                          uuid   NOT NULL,
    key                              text   NOT NULL,
    from_position                    bigint NOT NULL,
    to_position                      bigint NOT NULL,
    types                            text[] NOT NULL,
    acknowledge_within_working_days  integer,
    pass_on_within_working_days      integer,
    final_report_within_working_days integer,
    valid_from                       date   NOT NULL,
    PRIMARY KEY (unit_id, key, from_position)
);
