-- name: days(first_day, last_day, p)
-- The days that the calendar of a position knows.
SELECT day, working FROM calendar_day
WHERE day BETWEEN :first_day AND :last_day AND from_position <= :p AND :p < to_position
ORDER BY day;
