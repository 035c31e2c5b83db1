#ifndef CLINUXSHIMS_H
#define CLINUXSHIMS_H

/* Lets two paths of one file system change places in one step: renameat2 with RENAME_EXCHANGE, which the C library
   shows to programs with GNU's extensions only, and so not to Swift. 0, or -1 and errno. */
int exchange_paths(const char *first, const char *second);

#endif
