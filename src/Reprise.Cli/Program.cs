using Reprise.Cli.Shell;

return await CommandLine.RunAsync(args, Terminal.OfProcess()).ConfigureAwait(false);
