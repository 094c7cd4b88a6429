/** That something is being done; what, is said in words beside it. Stands still under prefers-reduced-motion. */
export const Spinner = () => <span class="spinner" aria-hidden="true" />
