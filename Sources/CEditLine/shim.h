// libedit's native interface. Its calls with variable arguments are not imported into Swift: the inline
// functions here give each use a name and fixed arguments.
#pragma once
#include <errno.h>
#include <histedit.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <unistd.h>
#include <wchar.h>

/// What a wait for a key may end with besides a character (1), the end of input (0) and an error (-1).
enum { LENET_SIGNAL = -2 };

/// Waits until there is something to read. While it waits, and at no other moment of reading a line, signals reach this
/// process: one that came a moment before is not lost. 1 or LENET_SIGNAL.
static inline int lenet_wait_for_input(int descriptor) {
    sigset_t waiting;
    pthread_sigmask(SIG_BLOCK, NULL, &waiting);
    sigdelset(&waiting, SIGINT);
    sigdelset(&waiting, SIGHUP);
    sigdelset(&waiting, SIGTERM);
    sigdelset(&waiting, SIGWINCH);
    fd_set input;
    FD_ZERO(&input);
    FD_SET(descriptor, &input);
    return pselect(descriptor + 1, &input, NULL, NULL, NULL, &waiting) < 0 ? LENET_SIGNAL : 1;
}

/// Reads one character, however many bytes it has. A signal ends the read at once: libedit's own reader would try once more,
/// so that ^C had to be pressed twice. Bytes that are no character count as U+FFFD.
static inline int lenet_read_character(wchar_t *character) {
    char bytes[MB_LEN_MAX > 8 ? MB_LEN_MAX : 8];
    size_t count = 0;
    for (;;) {
        if (lenet_wait_for_input(STDIN_FILENO) != 1) return LENET_SIGNAL;
        ssize_t got = read(STDIN_FILENO, bytes + count, 1);
        if (got == 0) return 0;
        if (got < 0) return -1;
        count++;
        mbstate_t state;
        memset(&state, 0, sizeof state);
        size_t length = mbrtowc(character, bytes, count, &state);
        if (length == (size_t)-2 && count < sizeof bytes) continue; // more bytes to come
        if (length == (size_t)-1 || length == (size_t)-2) *character = 0xFFFD;
        return 1;
    }
}

static inline void lenet_on_resize(int signal_number) { (void)signal_number; }

/// From now on a change of the terminal's size ends a wait for a key.
static inline void lenet_resize_install(void) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = lenet_on_resize;
    sigemptyset(&action.sa_mask);
    sigaction(SIGWINCH, &action, NULL);
}

/// Holds back the signals that a wait for a key lets through; `before` gets the mask to restore.
static inline void lenet_signals_hold(sigset_t *before) {
    sigset_t held;
    sigemptyset(&held);
    sigaddset(&held, SIGINT);
    sigaddset(&held, SIGHUP);
    sigaddset(&held, SIGTERM);
    sigaddset(&held, SIGWINCH);
    pthread_sigmask(SIG_BLOCK, &held, before);
}

static inline void lenet_signals_restore(const sigset_t *before) { pthread_sigmask(SIG_SETMASK, before, NULL); }

/// Opens an editor on this process's standard streams (Swift 6 will not touch `stdin` and its kin), with Emacs' keys. Signals
/// are the caller's.
static inline EditLine *lenet_el_open(const char *program, int (*read_character)(EditLine *, wchar_t *)) {
    EditLine *editor = el_init(program, stdin, stdout, stderr);
    if (!editor) return NULL;
    el_set(editor, EL_SIGNAL, 0);
    el_set(editor, EL_EDITOR, "emacs");
    el_set(editor, EL_GETCFN, read_character);
    el_set(editor, EL_BIND, "^R", "em-inc-search-prev", NULL);
    el_set(editor, EL_BIND, "\033[H", "ed-move-to-beg", NULL);
    el_set(editor, EL_BIND, "\033[F", "ed-move-to-end", NULL);
    el_set(editor, EL_BIND, "\033[1~", "ed-move-to-beg", NULL);
    el_set(editor, EL_BIND, "\033[4~", "ed-move-to-end", NULL);
    el_set(editor, EL_BIND, "\033[3~", "ed-delete-next-char", NULL);
    el_set(editor, EL_BIND, "\033[1;5C", "em-next-word", NULL);
    el_set(editor, EL_BIND, "\033[1;5D", "ed-prev-word", NULL);
    return editor;
}

/// A command of our own under a name, for `lenet_el_bind`.
static inline void lenet_el_add(EditLine *editor, const char *name, unsigned char (*command)(EditLine *, int)) {
    el_set(editor, EL_ADDFN, name, name, command);
}

static inline void lenet_el_bind(EditLine *editor, const char *keys, const char *name) {
    el_set(editor, EL_BIND, keys, name, NULL);
}

/// Reads one line; NULL at the end or on a signal. The terminal is the editor's before the prompt is drawn, so that a key pressed at
/// the sight of it is not taken by the terminal's own line editing. ^Z means nothing here: the terminal would stay the editor's.
static inline const char *lenet_el_read_line(EditLine *editor, int *count) {
    sigset_t before;
    struct sigaction ignore, stop;
    memset(&ignore, 0, sizeof ignore);
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGTSTP, &ignore, &stop);
    lenet_signals_hold(&before);
    el_set(editor, EL_PREP_TERM, 1);
    const char *line = el_gets(editor, count);
    el_set(editor, EL_PREP_TERM, 0);
    lenet_signals_restore(&before);
    sigaction(SIGTSTP, &stop, NULL);
    return line;
}

static inline void lenet_el_refresh(EditLine *editor) { el_set(editor, EL_REFRESH); }

/// The prompt may hold colour codes between two bytes 1, which take no columns.
static inline void lenet_el_set_prompt(EditLine *editor, char *(*prompt)(EditLine *)) {
    el_set(editor, EL_PROMPT_ESC, prompt, '\1');
}

static inline void lenet_el_set_context(EditLine *editor, void *context) { el_set(editor, EL_CLIENTDATA, context); }

static inline void *lenet_el_context(EditLine *editor) {
    void *context = NULL;
    el_get(editor, EL_CLIENTDATA, &context);
    return context;
}

static inline void lenet_el_use_history(EditLine *editor, History *past) { el_set(editor, EL_HIST, history, past); }

static inline void lenet_history_size(History *past, int size) {
    HistEvent event;
    history(past, &event, H_SETSIZE, size);
}

static inline void lenet_history_add(History *past, const char *text) {
    HistEvent event;
    history(past, &event, H_ENTER, text);
}

static inline unsigned char lenet_el_result_error(void) { return CC_ERROR; }
static inline unsigned char lenet_el_result_end(void) { return CC_EOF; }
static inline unsigned char lenet_el_result_refresh(void) { return CC_REFRESH; }
static inline unsigned char lenet_el_result_redisplay(void) { return CC_REDISPLAY; }
