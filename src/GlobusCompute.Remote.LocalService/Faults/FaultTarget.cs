namespace GlobusCompute.Remote.LocalService;

/// <summary>Specifies the target of a <see cref="FaultRule"/>. In JSON the names are in snake_case, such as <c>batch_status</c>.</summary>
public enum FaultTarget
{
    /// <summary>All requests to the routes below. An event is one request.</summary>
    All = 0,

    /// <summary><c>POST /v3/endpoints/{id}/submit</c> and <c>POST /v2/submit</c>.</summary>
    Submit = 1,

    /// <summary><c>POST /v2/batch_status</c>.</summary>
    BatchStatus = 2,

    /// <summary><c>GET /v2/tasks/{id}</c>.</summary>
    Task = 3,

    /// <summary><c>GET /v2/taskgroup/{id}</c>.</summary>
    TaskGroup = 4,

    /// <summary><c>POST /v3/functions</c> and <c>POST /v2/functions</c>.</summary>
    Register = 5,

    /// <summary><c>GET</c> and <c>DELETE /v2/functions/{id}</c>.</summary>
    Function = 6,

    /// <summary><c>GET /v2/get_amqp_result_connection_url</c>.</summary>
    StreamUrl = 7,

    /// <summary>The routes that tell of endpoints.</summary>
    Endpoints = 8,

    /// <summary><c>GET /v2/version</c> and <c>GET /v2/authenticate</c>.</summary>
    Version = 9,

    /// <summary>
    /// Results on the stream. An event is one result that is about to be published; for <see cref="FaultKind.Early"/>, one task that is submitted.
    /// </summary>
    Results = 10,

    /// <summary>Python workers. An event is one task that is about to be given to a worker for the first time.</summary>
    Workers = 11,

    /// <summary><c>POST /v2/oauth2/token</c> of a service with <see cref="LocalComputeServiceSettings.Auth"/>.</summary>
    Token = 12,
}
