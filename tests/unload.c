/* Loads and unloads the library over and over, with a thread that has used it and ends later: unload LIBRARY URL PROJECT
 * < PAT. */
#include <azdo.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static const char *url, *project;
static char pat[200];
static pthread_barrier_t used, unloaded;

typedef azdo_status get_builds(const char *, const char *, const char *, const char *, azdo_cancel *, azdo_string **,
                               azdo_error **);
typedef void free_string(azdo_string *);

static void *user(void *library)
{
    azdo_string *json = NULL;
    /* Its thread-local state is the library's, and is destroyed when the thread ends. */
    get_builds *const get = (get_builds *)(size_t)dlsym(library, "azdo_get_builds");
    free_string *const release = (free_string *)(size_t)dlsym(library, "azdo_string_free");
    if (get(url, project, NULL, pat, NULL, &json, NULL) != AZDO_OK) exit(1);
    release(json);
    pthread_barrier_wait(&used);
    pthread_barrier_wait(&unloaded);
    return NULL;
}

int main(int count, char **arguments)
{
    int round;

    if (count != 4 || !fgets(pat, sizeof pat, stdin)) return 2;
    url = arguments[2], project = arguments[3];
    pthread_barrier_init(&used, NULL, 2);
    pthread_barrier_init(&unloaded, NULL, 2);
    for (round = 0; round < 20; round++) {
        pthread_t thread;
        void *const library = dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL);
        if (!library || pthread_create(&thread, NULL, user, library) != 0) return 1;
        pthread_barrier_wait(&used);
        if (dlclose(library) != 0) return 1;
        pthread_barrier_wait(&unloaded);
        pthread_join(thread, NULL);
        /* It stays: a name lookup that nobody waits for any more may still be inside of it. */
        if (!dlopen(arguments[1], RTLD_NOW | RTLD_NOLOAD)) {
            puts("gone");
            return 1;
        }
    }
    puts("alive");
    return 0;
}
