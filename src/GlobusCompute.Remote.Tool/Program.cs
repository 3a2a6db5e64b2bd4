using GlobusCompute.Remote.Tool;

Console.SetError(new MessageWriter(Console.Error));
return await CommandLine.RunAsync(args).ConfigureAwait(false);
