using GlobusCompute.Remote.LocalService.AuthRoutes;
using GlobusCompute.Remote.LocalService.Dashboard;
using GlobusCompute.Remote.LocalService.Dashboard.Data;
using GlobusCompute.Remote.LocalService.Faults;
using GlobusCompute.Remote.LocalService.Routes;
using GlobusCompute.Remote.LocalService.Tasks;
using Microsoft.AspNetCore.Builder;

namespace GlobusCompute.Remote.LocalService;

public sealed partial class LocalComputeService
{
    private void MapRoutes(WebApplication app, FunctionStore functions, FaultSwitch faults)
    {
        var (options, time) = (_options, _options.TimeProvider);
        var users = new CallingUsers(DefaultUser, Token, options.Users, _auth);
        var gate = new RequestGate(users, options.RateLimit is { } limit ? new RequestWindow(limit) : null, time, _logger);
        var authGate = _auth is null ? null : new AuthGate(_logger);
        var dashboard = new DashboardGate(
            new DashboardRoutes(_keys, Token, new DashboardData(new DashboardSources(EndpointId, _store, _functions, _pool, _stream, _faults, time))), _logger);
        app.Use(next => context => DashboardPaths.Contains(context.Request.Path.Value ?? "") ? dashboard.InvokeAsync(context)
            : authGate is not null && AuthPaths.Contains(context.Request.Path.Value ?? "")
            ? authGate.InvokeAsync(context, next)
            : gate.InvokeAsync(context, next));
        app.UseRouting();
        var disturbances = new RouteFaults(faults, time);
        app.Use(next => context => disturbances.InvokeAsync(context, next));

        var endpoint = new LocalEndpoint(EndpointId, options.AllowedFunctions?.ToHashSet(), CreateOwner());
        var ownership = new Ownership(options.Auth);
        var admission = new TaskAdmission(
            functions, endpoint, _store, ownership, options.MaxRequestBytes, options.IgnoreResourceSpecifications, time);
        ServiceRoutes.Map(app);
        new FunctionRoutes(functions, ownership, options.MaxRequestBytes).Map(app);
        new SubmitRoutes(admission, new TaskIntake(_store, _pool, _stream, time), endpoint, options.MaxRequestBytes, _logger).Map(app);
        new StreamRoutes(_stream, options.AmqpCredential, _logger).Map(app);
        new TaskRoutes(_store, ownership, options.MaxRequestBytes).Map(app);
        new EndpointRoutes(endpoint, _pool, time).Map(app);
        if (_auth is not null)
        {
            AuthRouteTable.Map(app, _auth);
        }
    }

    private EndpointOwner CreateOwner()
    {
        var options = _options.AuthOptions;
        return _auth is null ? EndpointOwner.Everyone
            : options.EndpointOwner is { } name ? new EndpointOwner(name, _auth.FindPerson(name)!.Id, options.IsEndpointPublic)
            : new EndpointOwner(DefaultUser, Guid.Empty, options.IsEndpointPublic);
    }
}
