' A file that says ComputeFunction( in a comment, and declares none.
Public Class Other
End Class
