/* SPDX-License-Identifier: Apache-2.0
 * The rows of a step, one commit each, by SQLite's C API and nothing else: what a step could cost at best. The
 * connection is as durable as ours. A writer whose turn it is not sleeps and asks again, SQLite's own way. */
#include <sqlite3.h>

#include "bare.h"

static void check(sqlite3* db, int code) {
    if (code != SQLITE_OK && code != SQLITE_DONE)
        bare_fail(sqlite3_errmsg(db));
}

static void script(sqlite3* db, const char* sql) {
    check(db, sqlite3_exec(db, sql, NULL, NULL, NULL));
}

static sqlite3_stmt* prepare(sqlite3* db, const struct writer* writer, const char* sql) {
    sqlite3_stmt* statement = NULL;
    check(db, sqlite3_prepare_v2(db, sql, -1, &statement, NULL));
    check(db, sqlite3_bind_text(statement, 1, writer->case_id, -1, SQLITE_STATIC));
    return statement;
}

static void run(sqlite3* db, sqlite3_stmt* statement) {
    check(db, sqlite3_step(statement));
    sqlite3_reset(statement);
}

void bare_write(struct writer* writer) {
    sqlite3* db = NULL;
    check(db, sqlite3_open_v2(writer->address, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL));
    sqlite3_busy_timeout(db, 60000);
    script(db, "PRAGMA synchronous = FULL");
    sqlite3_stmt* line = prepare(db, writer,
                                 "INSERT INTO case_list(municipality, case_id, procedure_id, events, opened_us,"
                                 " opened_day, changed_us) VALUES('99999', ?1, 'P04', 0, 0, 0, 0)");
    run(db, line);
    sqlite3_stmt* event = prepare(
        db, writer, "INSERT INTO event(municipality, case_id, seq, body) VALUES('99999', ?1, ?2, ?3)");
    sqlite3_stmt* place = prepare(db, writer,
                                  "INSERT INTO log_entry(municipality, log_index, case_id, seq, hashes)"
                                  " VALUES('99999', ?2, ?1, ?3, ?4)");
    sqlite3_stmt* list = prepare(db, writer,
                                 "UPDATE case_list SET last_step = 'S16_lock', events = ?2, changed_us = ?2"
                                 " WHERE municipality = '99999' AND case_id = ?1");
    sqlite3_stmt* begin = NULL;
    sqlite3_stmt* commit = NULL;
    check(db, sqlite3_prepare_v2(db, "BEGIN IMMEDIATE", -1, &begin, NULL));
    check(db, sqlite3_prepare_v2(db, "COMMIT", -1, &commit, NULL));
    pthread_barrier_wait(&bare_start);
    for (sqlite3_int64 seq = 1; !atomic_load(&bare_stop); ++seq) {
        run(db, begin);
        sqlite3_bind_int64(event, 2, seq);
        sqlite3_bind_text(event, 3, writer->body, writer->body_size, SQLITE_STATIC);
        run(db, event);
        sqlite3_bind_int64(place, 2, atomic_fetch_add(&bare_places, 1));
        sqlite3_bind_int64(place, 3, seq);
        sqlite3_bind_blob(place, 4, writer->hashes, HASHES, SQLITE_STATIC);
        run(db, place);
        sqlite3_bind_int64(list, 2, seq);
        run(db, list);
        run(db, commit);
        ++writer->commits;
    }
    sqlite3_stmt* all[] = {line, event, place, list, begin, commit};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; ++i)
        sqlite3_finalize(all[i]);
    sqlite3_close(db);
}
