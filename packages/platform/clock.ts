/** The time as a parameter: production passes the system's, tests their own. */
export type Clock = () => Date;
