-- name: time_zone()$
SELECT time_zone FROM organisation;
