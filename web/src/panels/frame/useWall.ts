import { onBeforeUnmount, ref, watch, type Ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { useWarnings } from '../../stores/warnings';
import type { useNavigation } from '../../router/navigation';

const dwellMs = 20_000;

/** Wall mode: the frame goes, and the view moves on to the next thing that matters every twenty seconds. `?wall=1` or the F key. */
export function useWall(navigation: ReturnType<typeof useNavigation>): { on: Ref<boolean>; toggle: () => void } {
  const route = useRoute();
  const router = useRouter();
  const warnings = useWarnings();
  const on = ref(false);
  let at = -1;
  let timer: ReturnType<typeof setInterval> | undefined;

  watch(() => route.query.wall, (value) => { on.value = value === '1'; }, { immediate: true });
  watch(on, (is) => {
    clearInterval(timer);
    if (is) timer = setInterval(next, dwellMs);
  }, { immediate: true });
  onBeforeUnmount(() => clearInterval(timer));

  function next(): void {
    const { causes } = warnings;
    if (causes.length === 0) { navigation.clear(); return; }
    at = (at + 1) % causes.length;
    navigation.openWarning(causes[at]!.root.id);
  }

  function toggle(): void {
    const { wall, ...rest } = route.query;
    void router.replace({ query: wall === '1' ? rest : { ...rest, wall: '1' }, hash: route.hash });
  }

  return { on, toggle };
}
