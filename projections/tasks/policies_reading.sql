-- name: of_units(unit_ids, p)
-- Standing rules that units have set themselves, in force at a position.
SELECT unit_id, key, types, acknowledge_within_working_days, pass_on_within_working_days,
       final_report_within_working_days, enter_within_working_days, valid_from, urgencies
FROM policy_version
WHERE unit_id = ANY (:unit_ids) AND from_position <= :p AND :p < to_position
ORDER BY unit_id, key;
