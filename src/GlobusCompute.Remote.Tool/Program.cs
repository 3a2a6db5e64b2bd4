using GlobusCompute.Remote.Tool;

return await CommandLine.RunAsync(args).ConfigureAwait(false);
