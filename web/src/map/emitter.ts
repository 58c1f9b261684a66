type Handlers<E> = { [K in keyof E]?: Set<E[K]> };

/** Typed events; `on` returns how to stop hearing. */
export class Emitter<E extends { [K in keyof E]: (...args: never[]) => void }> {
  private readonly handlers: Handlers<E> = {};

  on<K extends keyof E>(event: K, handler: E[K]): () => void {
    const set = (this.handlers[event] ??= new Set<E[K]>());
    set.add(handler);
    return () => set.delete(handler);
  }

  emit<K extends keyof E>(event: K, ...args: Parameters<E[K]>): void {
    this.handlers[event]?.forEach((handler) => (handler as (...a: Parameters<E[K]>) => void)(...args));
  }
}
