// Stands for `server-only` in tests: the package's own file throws outside of React's server build.
export {}
