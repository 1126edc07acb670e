#include "CKernels.h"
#include <signal.h>
#include <stdatomic.h>

static atomic_int interrupts;
static atomic_bool hung_up;

void lenet_interrupt_request(void) { atomic_fetch_add(&interrupts, 1); }
void lenet_interrupt_clear(void) { atomic_store(&interrupts, 0); }
int lenet_interrupt_count(void) { return atomic_load_explicit(&interrupts, memory_order_relaxed); }
bool lenet_hangup_requested(void) { return atomic_load_explicit(&hung_up, memory_order_relaxed); }
bool lenet_interrupt_requested(void) { return lenet_interrupt_count() > 0 || lenet_hangup_requested(); }

static void on_interrupt(int signal_number) {
    (void)signal_number;
    lenet_interrupt_request();
}

static void on_hangup(int signal_number) {
    (void)signal_number;
    atomic_store(&hung_up, true);
}

static void install(int signal_number, void (*handler)(int)) {
    struct sigaction action = {0};
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    sigaction(signal_number, &action, NULL); // no SA_RESTART: a read that waits returns with EINTR
}

void lenet_interrupt_install(void) { install(SIGINT, on_interrupt); }

void lenet_hangup_install(void) {
    int signals[2] = {SIGHUP, SIGTERM};
    // A parent that keeps them from its own threads hands that on.
    sigset_t both;
    sigemptyset(&both);
    sigaddset(&both, SIGHUP);
    sigaddset(&both, SIGTERM);
    pthread_sigmask(SIG_UNBLOCK, &both, NULL);
    for (int i = 0; i < 2; i++) {
        struct sigaction before;
        // `nohup` asked for the signal to be passed over.
        if (sigaction(signals[i], NULL, &before) == 0 && before.sa_handler == SIG_IGN) continue;
        install(signals[i], on_hangup);
    }
}
