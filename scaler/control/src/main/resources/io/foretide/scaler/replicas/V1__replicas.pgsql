-- Replicas of the service that share its jobs. A replica lives as long as its beat goes on: no clock is compared with another.
CREATE TABLE replica (
  name         text COLLATE "C" PRIMARY KEY,
  process      text NOT NULL, -- which of those that had the name one after another
  beat         bigint NOT NULL,
  lease_millis bigint NOT NULL
);

-- Numbers are never given twice, not even to a job that comes back.
CREATE SEQUENCE replica_epoch;

-- Who acts for a job. Another epoch: another owner, or the same one anew.
CREATE TABLE replica_job (
  job     text COLLATE "C" PRIMARY KEY,
  replica text COLLATE "C", -- null: nobody
  epoch   bigint NOT NULL
);

-- How each job stands in the plan of its fleet, told by its owner. seq grows with every write, and is seen in that order.
CREATE SEQUENCE replica_member_seq;
CREATE TABLE replica_member (
  job    text COLLATE "C" PRIMARY KEY,
  seq    bigint NOT NULL,
  member text NOT NULL
);
CREATE INDEX replica_member_in_order ON replica_member (seq);
