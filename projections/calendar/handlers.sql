-- name: end(position)!
-- The calendar that counted so far counts no more from a position on.
UPDATE calendar_day SET to_position = :position WHERE to_position = 9223372036854775807;
