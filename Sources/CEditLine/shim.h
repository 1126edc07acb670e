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
#include <sys/select.h>
#include <unistd.h>
#include <wchar.h>

/// Reads one character, however many bytes it has. A signal ends the read at once with -1: libedit's own reader would try once
/// more, so that ^C had to be pressed twice. Bytes that are no character count as U+FFFD.
static inline int lenet_el_read_character(EditLine *editor, wchar_t *character) {
    (void)editor;
    char bytes[MB_LEN_MAX > 8 ? MB_LEN_MAX : 8];
    size_t count = 0;
    for (;;) {
        // SIGINT reaches this process here and nowhere else while a line is read: one that came a moment before is not lost.
        sigset_t waiting;
        pthread_sigmask(SIG_BLOCK, NULL, &waiting);
        sigdelset(&waiting, SIGINT);
        fd_set input;
        FD_ZERO(&input);
        FD_SET(STDIN_FILENO, &input);
        if (pselect(STDIN_FILENO + 1, &input, NULL, NULL, NULL, &waiting) < 0) return -1;
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

/// Opens an editor on this process's standard streams (Swift 6 will not touch `stdin` and its kin), with Emacs' keys. Signals
/// are the caller's.
static inline EditLine *lenet_el_open(const char *program) {
    EditLine *editor = el_init(program, stdin, stdout, stderr);
    if (!editor) return NULL;
    el_set(editor, EL_SIGNAL, 0);
    el_set(editor, EL_EDITOR, "emacs");
    el_set(editor, EL_GETCFN, lenet_el_read_character);
    el_set(editor, EL_BIND, "^R", "em-inc-search-prev", NULL);
    el_set(editor, EL_BIND, "\033[A", "ed-search-prev-history", NULL);
    el_set(editor, EL_BIND, "\033[B", "ed-search-next-history", NULL);
    el_set(editor, EL_BIND, "\033OA", "ed-search-prev-history", NULL);
    el_set(editor, EL_BIND, "\033OB", "ed-search-next-history", NULL);
    el_set(editor, EL_BIND, "\033[H", "ed-move-to-beg", NULL);
    el_set(editor, EL_BIND, "\033[F", "ed-move-to-end", NULL);
    el_set(editor, EL_BIND, "\033[3~", "ed-delete-next-char", NULL);
    return editor;
}

/// Reads one line; NULL at the end or on a signal. The terminal is the editor's before the prompt is drawn, so that a key pressed at
/// the sight of it is not taken by the terminal's own line editing.
static inline const char *lenet_el_read_line(EditLine *editor, int *count) {
    sigset_t interrupt, before;
    sigemptyset(&interrupt);
    sigaddset(&interrupt, SIGINT);
    pthread_sigmask(SIG_BLOCK, &interrupt, &before);
    el_set(editor, EL_PREP_TERM, 1);
    const char *line = el_gets(editor, count);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return line;
}

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

/// TAB calls `complete`.
static inline void lenet_el_set_completion(EditLine *editor, unsigned char (*complete)(EditLine *, int)) {
    el_set(editor, EL_ADDFN, "lenet-complete", "complete a word", complete);
    el_set(editor, EL_BIND, "^I", "lenet-complete", NULL);
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
static inline unsigned char lenet_el_result_refresh(void) { return CC_REFRESH; }
static inline unsigned char lenet_el_result_redisplay(void) { return CC_REDISPLAY; }
