using System.Globalization;
using GlobusCompute.Remote.Chaos.Plan;
using GlobusCompute.Remote.TestFixtures;

namespace GlobusCompute.Remote.Chaos.Conducting;

/// <summary>Makes disturbances. Each is over when its method returns, and what it broke works again.</summary>
internal sealed class Disturber(Stage stage, ClientProcess client)
{
    // A client sends a heartbeat each 30 s, and the broker waits for two.
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(75);

    public async Task MakeAsync(Disturbance kind, Dice dice)
    {
        var pause = TimeSpan.FromMilliseconds(200 + dice.Next(1800));
        switch (kind)
        {
            case Disturbance.KillBroker:
                await stage.Node.KillAsync();
                await Task.Delay(pause);
                await Stage.StartBrokerAsync(stage.Node);
                break;
            case Disturbance.RestartBroker:
                await stage.Node.StopAsync();
                await Stage.StartBrokerAsync(stage.Node);
                break;
            case Disturbance.CloseConnections:
                await stage.Node.CloseConnectionsAsync();
                break;
            case Disturbance.ReplaceQueue:
                await stage.Publisher.ReplaceQueueAsync();
                break;
            case Disturbance.ResetStreams:
                stage.Streams.Cut();
                break;
            case Disturbance.FinishStreams:
                stage.Streams.Cut(TcpCut.Finish);
                break;
            case Disturbance.HalfCloseToClient:
                stage.Streams.HalfClose(TcpDirection.ToClient);
                break;
            case Disturbance.HalfCloseToServer:
                stage.Streams.HalfClose(TcpDirection.ToServer);
                break;
            case Disturbance.StallStreams:
                await StallAsync(stage.Streams, pause, dice);
                break;
            case Disturbance.StallStreamsLong:
                await StallAsync(stage.Streams, s_long, dice);
                break;
            case Disturbance.RefuseStreams:
                await RefuseAsync(stage.Streams, pause);
                break;
            case Disturbance.ResetRequests:
                stage.Requests.Cut();
                break;
            case Disturbance.FinishRequests:
                stage.Requests.Cut(TcpCut.Finish);
                break;
            case Disturbance.StallRequests:
                await StallAsync(stage.Requests, pause, dice);
                break;
            case Disturbance.RefuseRequests:
                await RefuseAsync(stage.Requests, pause);
                break;
            case Disturbance.RestartService:
                await stage.Service.StopAsync();
                await Task.Delay(pause);
                await stage.Service.StartAsync();
                break;
            case Disturbance.Suspend:
                await client.SuspendAsync(pause * 2);
                break;
            case Disturbance.SuspendLong:
                await client.SuspendAsync(s_long);
                break;
            case Disturbance.JumpForward:
                client.Say($"jump {(dice.Next(400) * 86_400L).ToString(CultureInfo.InvariantCulture)}");
                break;
            case Disturbance.JumpBack:
                client.Say($"jump {(dice.Next(400) * -86_400L).ToString(CultureInfo.InvariantCulture)}");
                break;
            case Disturbance.Reload:
                client.Say("reload");
                break;
            case Disturbance.DisposeFirst:
                client.Say("dispose 0");
                break;
            case Disturbance.DisposeSecond:
                client.Say("dispose 1");
                break;
        }
    }

    private static async Task StallAsync(TcpFaultProxy proxy, TimeSpan time, Dice dice)
    {
        var direction = (TcpDirection)(1 + dice.Next(3));
        proxy.Stall(direction);
        await Task.Delay(time);
        proxy.Resume(direction);
    }

    private static async Task RefuseAsync(TcpFaultProxy proxy, TimeSpan time)
    {
        proxy.RefuseConnections();
        proxy.Cut();
        await Task.Delay(time);
        proxy.AcceptConnections();
    }
}
