// The schema says beside a keyword, in errorMessage, what a caller is told when it is broken: an annotation.
export default () => ({
  id: "xbot",
  typeExtension: {
    oas3: (types) => ({
      ...types,
      Schema: {
        ...types.Schema,
        properties: { ...types.Schema.properties, errorMessage: { type: "object" } },
      },
    }),
  },
});
