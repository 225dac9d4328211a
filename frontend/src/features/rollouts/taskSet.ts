import { graphql } from '../../gql/index.ts';

/** Sets a task; answers the whole rollout, for one task may move its state. */
export const RolloutTaskSet = graphql(`
  mutation RolloutTaskSet($input: RolloutTaskSetInput!) {
    rolloutTaskSet(input: $input) {
      task { id ...TaskRow }
      rollout { id version ...RolloutView }
      userErrors { code field message }
    }
  }
`);
