"""What an organisation puts on its reports: colours, a line and a logo, all of them looked at before they are used."""
