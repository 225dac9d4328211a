import { graphql } from '../../gql/index.ts';

/** A group as the list shows it. */
export const GroupRowParts = graphql(`
  fragment GroupRowParts on Group {
    id slug name description wholeMarket archived memberCount joined unread
    offerings { id slug current { id name } }
  }
`);

/** A group as its page shows it, apart from what is written in it. */
export const GroupParts = graphql(`
  fragment GroupParts on Group {
    id moderator
    ...GroupRowParts
    profile { id name organisationName }
    catalogueFiles { filename mediaType locale url }
  }
`);

/** A file of a post. */
export const GroupFileParts = graphql(`
  fragment GroupFileParts on GroupDocument { id filename mediaType size scanned refusal authorName at }
`);

/** A post or a reply, apart from what answers it. */
export const GroupPostParts = graphql(`
  fragment GroupPostParts on GroupPost {
    id version authorName authorOrganisationName official body hidden hiddenReason removed mine at lastReplyAt replyCount
    author { id moderator }
    files { id ...GroupFileParts }
    offering { id slug current { id name } }
  }
`);

/** A member of a group. */
export const ProfileParts = graphql(`
  fragment ProfileParts on Profile { id name organisationName operator moderator }
`);
