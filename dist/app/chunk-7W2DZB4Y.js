function connectionCode(error){let cause=error instanceof Error?error.cause:void 0;return cause instanceof Error&&"code"in cause?` (${String(cause.code)})`:""}export{connectionCode};
