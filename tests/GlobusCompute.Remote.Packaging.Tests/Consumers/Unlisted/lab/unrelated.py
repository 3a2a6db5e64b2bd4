def (: this is not Python
