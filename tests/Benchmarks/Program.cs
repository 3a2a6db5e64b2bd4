using System.Globalization;
using GlobusCompute.Remote.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["serve", var broker]:
        await EchoCommand.RunAsync(broker);
        break;
    case ["first", var kind, var url]:
        await FirstResult.RunAsync(kind, url);
        break;
    default:
        await Commands.RunAsync(args);
        break;
}
