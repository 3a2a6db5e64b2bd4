using GlobusCompute.Remote.LocalService;
using Spectre.Console;

namespace GlobusCompute.Remote.Tool.Local;

/// <summary>For terminals: what a client needs to know, and below it a picture of the tasks that is drawn again and again.</summary>
internal sealed class LiveView(IAnsiConsole console, TimeProvider time) : ILocalView
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(250);

    public async Task RunAsync(ReadyMessage ready, Func<LocalTaskStatistics> look, CancellationToken stop)
    {
        foreach (var line in ready.ToLines())
        {
            console.WriteLine(line);
        }

        var rate = new TaskRate(time);
        var picture = Draw();
        await console.Live(picture).StartAsync(async live =>
        {
            do
            {
                await Task.Delay(s_interval, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                live.UpdateTarget(Draw());
            }
            while (!stop.IsCancellationRequested);
        }).ConfigureAwait(false);

        Spectre.Console.Rendering.IRenderable Draw()
        {
            var tasks = look();
            return TaskPicture.Draw(tasks, rate.Update(tasks.Succeeded + tasks.Failed), console.Profile.Width, console.Profile.Height);
        }
    }
}
