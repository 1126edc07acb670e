#include "CKernels.h"
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

// A round: the caller writes the job, opens the round, works along, closes the round and waits until every
// worker that had entered has left. A worker that wakes too late finds it closed and goes back to waiting: nobody waits for it.

enum { SPIN_NANOSECONDS = 40000 };

typedef struct {
    struct lenet_pool *pool;
    int index;
    pthread_t thread;
} pool_worker;

struct lenet_pool {
    int threads;
    pool_worker *workers; // threads - 1 of them; the caller is worker 0

    void (*body)(void *, int, int);
    void *context;
    int tasks;
    atomic_int next; // the task to be taken next

    atomic_uint round; // how many rounds have been opened
    atomic_bool is_open; // whether the round may be entered
    atomic_int inside; // workers that have entered
    atomic_bool ends;

    atomic_int sleepers;
    pthread_mutex_t mutex;
    pthread_cond_t wake;
};

static inline void pause_briefly(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

static int64_t nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void take_tasks(lenet_pool *pool, int worker) {
    const int tasks = pool->tasks;
    for (int task; (task = atomic_fetch_add_explicit(&pool->next, 1, memory_order_relaxed)) < tasks;) pool->body(pool->context, task, worker);
}

/// Returns when a round after `seen` has been opened or the pool ends: spins, then sleeps.
static void wait_for_round(lenet_pool *pool, unsigned seen) {
    const int64_t start = nanoseconds();
    do {
        for (int i = 0; i < 32; i++) {
            if (atomic_load(&pool->round) != seen || atomic_load(&pool->ends)) return;
            pause_briefly();
        }
    } while (nanoseconds() - start < SPIN_NANOSECONDS);
    pthread_mutex_lock(&pool->mutex);
    atomic_fetch_add(&pool->sleepers, 1);
    while (atomic_load(&pool->round) == seen && !atomic_load(&pool->ends)) pthread_cond_wait(&pool->wake, &pool->mutex);
    atomic_fetch_sub(&pool->sleepers, 1);
    pthread_mutex_unlock(&pool->mutex);
}

static void *work(void *argument) {
    const pool_worker *worker = argument;
    lenet_pool *pool = worker->pool;
    unsigned seen = 0;
    while (true) {
        wait_for_round(pool, seen);
        if (atomic_load(&pool->ends)) return NULL;
        seen = atomic_load(&pool->round);
        atomic_fetch_add(&pool->inside, 1);
        // Entered before looking: the caller either sees us inside, or we see the round closed.
        if (atomic_load(&pool->is_open)) take_tasks(pool, worker->index);
        atomic_fetch_sub(&pool->inside, 1);
    }
}

static void wake_sleepers(lenet_pool *pool) {
    if (atomic_load(&pool->sleepers) == 0) return;
    pthread_mutex_lock(&pool->mutex);
    pthread_cond_broadcast(&pool->wake);
    pthread_mutex_unlock(&pool->mutex);
}

lenet_pool *lenet_pool_create(int threads) {
    if (threads < 1) threads = 1;
    lenet_pool *pool = calloc(1, sizeof *pool);
    if (!pool) return NULL;
    pool->workers = calloc((size_t)threads, sizeof *pool->workers);
    if (!pool->workers) {
        free(pool);
        return NULL;
    }
    pthread_mutex_init(&pool->mutex, NULL);
    pthread_cond_init(&pool->wake, NULL);
    pool->threads = 1;
    // Signals are for the thread that made the pool.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    for (int i = 1; i < threads; i++) {
        pool_worker *worker = &pool->workers[i - 1];
        *worker = (pool_worker){.pool = pool, .index = i};
        if (pthread_create(&worker->thread, NULL, work, worker) != 0) break;
        pool->threads++;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (pool->threads < threads) {
        lenet_pool_destroy(pool);
        return NULL;
    }
    return pool;
}

void lenet_pool_destroy(lenet_pool *pool) {
    if (!pool) return;
    atomic_store(&pool->ends, true);
    pthread_mutex_lock(&pool->mutex);
    pthread_cond_broadcast(&pool->wake);
    pthread_mutex_unlock(&pool->mutex);
    for (int i = 1; i < pool->threads; i++) pthread_join(pool->workers[i - 1].thread, NULL);
    pthread_cond_destroy(&pool->wake);
    pthread_mutex_destroy(&pool->mutex);
    free(pool->workers);
    free(pool);
}

int lenet_pool_threads(const lenet_pool *pool) { return pool->threads; }

void lenet_pool_run(lenet_pool *pool, int tasks, void (*body)(void *context, int task, int worker), void *context) {
    if (pool->threads == 1 || tasks <= 1) {
        for (int task = 0; task < tasks; task++) body(context, task, 0);
        return;
    }
    pool->body = body;
    pool->context = context;
    pool->tasks = tasks;
    atomic_store(&pool->next, 0);
    atomic_store(&pool->is_open, true);
    atomic_fetch_add(&pool->round, 1);
    wake_sleepers(pool);
    take_tasks(pool, 0);
    atomic_store(&pool->is_open, false);
    // Usually they finish within a task's time. Where they have been put aside by the system, let them have the processor.
    const int64_t start = nanoseconds();
    while (atomic_load(&pool->inside) > 0) {
        if (nanoseconds() - start > SPIN_NANOSECONDS) sched_yield();
        else pause_briefly();
    }
}
