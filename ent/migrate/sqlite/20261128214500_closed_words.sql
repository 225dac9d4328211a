-- +goose Up
-- versions before found the text of a decision before it was opened: a job forgets those words, once none of their replicas serves
INSERT INTO `job` (`id`, `kind`, `subject`, `unique_key`, `run_at`, `attempts`, `created_at`)
SELECT 'job_00000000000000000000000001', 'postbox-closed-words', '0', 'postbox-closed-words|0', strftime('%Y-%m-%d %H:%M:%S', 'now', '+1 hour') || ' +0000 UTC', 0, strftime('%Y-%m-%d %H:%M:%S', 'now') || ' +0000 UTC'
WHERE EXISTS (SELECT 1 FROM `view_message` v JOIN `message` m ON m.`id` = v.`message_id` JOIN `side` s ON s.`id` = v.`side_id`
  WHERE v.`read_at` IS NULL AND m.`kind` = 'DECISION' AND m.`direction` = 'INBOUND' AND s.`kind` = 'OWNER')
ON CONFLICT DO NOTHING;

-- +goose Down
-- reverse: plan the job
DELETE FROM `job` WHERE `kind` = 'postbox-closed-words';
