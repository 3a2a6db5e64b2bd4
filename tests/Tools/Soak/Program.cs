using GlobusCompute.Remote.Soak;

try
{
    var options = SoakOptions.Parse(args);
    if (options.Target is not { } target)
    {
        return await Conductor.RunAsync(options);
    }

    Console.WriteLine((await new Caller(options, target).RunAsync()).ToJson());
    return 0;
}
catch (ArgumentException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
