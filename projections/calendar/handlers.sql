-- name: end(position)!
-- The calendar that counted so far no longer counts from a position on.
UPDATE calendar_day SET to_position = :position WHERE to_position = forever();

-- name: change(position, days_off, working_days)!
-- The calendar as it was, but for days off and days that are worked on.
WITH ended AS (
    UPDATE calendar_day SET to_position = :position WHERE to_position = forever()
    RETURNING *
),
changed AS (
    SELECT day, ends_at,
           CASE WHEN day = ANY (:working_days::date[]) THEN true
                WHEN day = ANY (:days_off::date[]) THEN false
                ELSE working END AS working
    FROM ended
)
INSERT INTO calendar_day (from_position, to_position, day, working, ordinal, ends_at)
SELECT :position, forever(), day, working,
       count(*) FILTER (WHERE working) OVER (ORDER BY day), ends_at
FROM changed;
