// Stands for server-only, which exists only inside Next.
export {};
