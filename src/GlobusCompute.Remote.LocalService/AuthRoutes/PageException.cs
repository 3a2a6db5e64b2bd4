namespace GlobusCompute.Remote.LocalService.AuthRoutes;

/// <summary>A sign-in does not go on, and a page says why: to the person, since the application cannot be trusted with it.</summary>
internal sealed class PageException(string message) : Exception(message);
